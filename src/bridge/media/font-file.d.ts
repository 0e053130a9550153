/** Font files lie beside the bundles; an import is the name of the file there. */
declare module '*.ttf' {
  const name: string;
  export default name;
}
