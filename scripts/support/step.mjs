/**
 * Says what is being done, does it, and says how long it took. On a terminal a clock runs.
 *
 * @returns what `work` resolves with; its errors pass through.
 */
export async function step(title, work) {
  const start = Date.now();
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  const live = process.stdout.isTTY;
  process.stdout.write(`  ${title} …${live ? '' : '\n'}`);
  const clock =
    live && setInterval(() => process.stdout.write(`\r  ${title} … ${seconds()}`), 1000);
  const end = word =>
    process.stdout.write(`${live ? '\r\x1b[K' : ''}  ${title}: ${word} after ${seconds()}\n`);
  try {
    const result = await work();
    end('done');
    return result;
  } catch (error) {
    end('failed');
    throw error;
  } finally {
    clearInterval(clock);
  }
}
