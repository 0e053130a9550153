/**
 * The loopback door: a port of this machine through which a browser outside of Jupyter reaches the
 * App. There is none until somebody asks; only kernels, scripts and the command line may ask.
 */
import { z } from 'zod';

const secret = z.string().regex(/^[0-9a-f]{64}$/);

export const DOOR_REQUESTS = {
  /**
   * Opens a door, or gives another key to one that is open at this address and port.
   * `remote`: pages come through a forwarded port, so their own port may be another one; only then
   * may `address` be one that other machines reach. `port` 0 takes any free one. `key`: 256 bits in
   * hexadecimal; a client that opened a door before asks for the same again after a restart of the
   * bridge, so that pages find their way back.
   */
  'bridge.open_door': z.object({
    address: z.string().min(1).max(255).default('127.0.0.1'),
    port: z.int().min(0).max(65535).default(0),
    remote: z.boolean().default(false),
    key: secret.nullish()
  })
} as const;

export interface IOpenedDoor {
  address: string;
  port: number;
  /** Opens everything as long as the door stands. */
  key: string;
  /** Opens once, within ten minutes, in exchange for the key: for places that others can read. */
  ticket: string;
}
export interface IDoorResults {
  'bridge.open_door': IOpenedDoor;
}
