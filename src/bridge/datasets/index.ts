/** The data side of the bridge: datasets, samples, labels, and everything asked about views. */
export { createDataService } from './create-data-service';
export type { IDataServiceOptions } from './create-data-service';
export type { IDataService, IMediaSource, IRequestContext, IResponse } from './data-service';
export { encodeDocument } from './documents/document-codec';
export { idFromHex, idToHex } from './documents/object-id';
