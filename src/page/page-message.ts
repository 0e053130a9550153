/** What the page says where there is no App to show. */
export function showMessage(
  root: HTMLElement,
  title: string,
  text: string,
  commands: readonly string[]
): void {
  const box = document.createElement('main');
  box.className = 'lunette-PageMessage';
  const heading = document.createElement('h1');
  heading.textContent = title;
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  box.append(heading, paragraph);
  for (const command of commands) {
    const line = document.createElement('p');
    const code = document.createElement('code');
    code.textContent = command;
    line.append(code);
    box.append(line);
  }
  root.replaceChildren(box);
}
