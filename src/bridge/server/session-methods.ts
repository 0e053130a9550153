/** Requests about sessions. */
import type { ParsedParams } from '../../protocol';
import type { SessionHub } from '../sessions';
import type { MethodTable } from './request-router';

export function sessionMethods(hub: SessionHub): MethodTable {
  return {
    'session.create': async (params, _payload, { connection, respond }) => {
      const { state } = params as ParsedParams<'session.create'>;
      await hub.create(connection, state, result => respond({ result }));
      return null;
    },
    'session.join': async (params, _payload, { connection, respond }) => {
      const { session, last_seq } = params as ParsedParams<'session.join'>;
      await hub.join(connection, session, last_seq ?? null, result => respond({ result }));
      return null;
    },
    'session.leave': async (params, _payload, { connection }) => {
      hub.leave(connection, (params as ParsedParams<'session.leave'>).session);
      return { result: {} };
    },
    'session.list': async () => ({ result: await hub.list() }),
    'session.close': async (params, _payload, { connection }) => {
      await hub.close(connection, (params as ParsedParams<'session.close'>).session);
      return { result: {} };
    }
  };
}
