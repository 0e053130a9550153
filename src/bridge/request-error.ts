/** An error that is meant for the person who caused it. */
import type { ErrorCode, IErrorBody } from '../protocol';

/** `message` says what happened, to which file or field, and what to do next. */
export class RequestError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Record<string, unknown> = {}
  ) {
    super(message);
    this.name = 'RequestError';
  }

  toBody(): IErrorBody {
    return { code: this.code, message: this.message, details: this.details };
  }
}
