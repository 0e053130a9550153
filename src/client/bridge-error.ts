import type { ErrorCode, IErrorBody } from '../protocol';

/** What the bridge answered instead of a result; `message` is meant for people. */
export class BridgeError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Record<string, unknown> = {}
  ) {
    super(message);
    this.name = 'BridgeError';
  }

  static from(body: IErrorBody): BridgeError {
    return new BridgeError(body.code, body.message, body.details ?? {});
  }
}
