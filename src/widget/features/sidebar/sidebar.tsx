export function Sidebar(): null {
  return null;
}
