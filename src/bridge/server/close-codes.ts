/** Why the bridge ends a websocket connection. Every client may connect again. */
export const CLOSE = {
  goingAway: 1001,
  badMessage: 1008,
  noHello: 4001,
  version: 4002,
  /** It fell behind: it gets the present state when it joins again. */
  tooSlow: 4003,
  /** The session has to be read again. */
  rejoin: 4004,
  tooMany: 4005
} as const;
