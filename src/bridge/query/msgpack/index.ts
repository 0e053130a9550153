export { ByteWriter } from './byte-writer';
export { MsgpackScanner } from './scanner';
export { spliceList } from './splice';
