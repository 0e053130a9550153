/** A sample before it has what its source gives to all that are made of it. */
export interface IMadeSample {
  /** 12 bytes; null gives it a new one. */
  id: Uint8Array | null;
  /** Further fields that are not stored apart: name → MessagePack. */
  core: ReadonlyMap<string, Uint8Array>;
  /** Documents stored apart. */
  apart: Record<string, Uint8Array>;
  /** Its own file, if it is not that of the source. */
  filepath?: string;
}
