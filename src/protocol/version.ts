/** Version of everything that is built from this checkout; `versions.spec` holds it to package.json. */
export const VERSION = '0.1.0';
