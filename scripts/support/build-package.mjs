/** The wheel for this platform, with the bridge's native packages in it. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withVendoredPackages } from './native-packages.mjs';
import { inRoot, venvProgram } from './paths.mjs';
import { networkAdvice, programStep } from './run.mjs';

/** Builds it anew and resolves with its path. Extension and bridge must be built. */
export async function buildPackage() {
  const folder = inRoot('dist');
  rmSync(folder, { recursive: true, force: true });
  await withVendoredPackages(() =>
    programStep(
      'Wheel',
      'wheel',
      venvProgram('python'),
      ['-m', 'pip', 'wheel', '--no-deps', '--wheel-dir', folder, '.'],
      { advice: networkAdvice }
    )
  );
  const [wheel] = readdirSync(folder).filter(name => name.endsWith('.whl'));
  return join(folder, wheel);
}
