export function ViewBar(): null {
  return null;
}
