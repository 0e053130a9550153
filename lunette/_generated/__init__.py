"""Types of the protocol, generated from src/protocol; see `npm run generate`."""
