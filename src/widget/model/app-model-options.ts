import type { BridgeClient, IHop } from '../../client';

/** What the App needs of its host. */
export interface IAppModelOptions {
  client: BridgeClient;
  session: string;
  /** Address of a sample's picture in full size. */
  mediaUrl(dataset: string, sampleId: string): string;
  /** Where menus, popovers and a viewer over everything are put. */
  dialogRoot: HTMLElement;
  /** Looks where the way to the session ends. */
  diagnose?: () => Promise<IHop[]>;
  /** Shows the App in another place of the host. */
  moveTo?: (place: string) => void;
  onEscape?: () => void;
}
