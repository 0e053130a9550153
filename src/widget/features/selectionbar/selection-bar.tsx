export function SelectionBar(): null {
  return null;
}
