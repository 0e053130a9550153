export function Viewer(): null {
  return null;
}
