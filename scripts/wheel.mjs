/**
 * Builds `dist/lunette-*.whl` for this platform: everything built, and the native packages of the
 * bridge, so that installing it needs Python alone.
 */
import { main } from './support/failure.mjs';
import { withVendoredPackages } from './support/native-packages.mjs';
import { venvProgram } from './support/paths.mjs';
import { prepare } from './support/prepare.mjs';
import { networkAdvice, programStep } from './support/run.mjs';

await main(async () => {
  await prepare();
  await withVendoredPackages(() =>
    programStep(
      'Wheel',
      'wheel',
      venvProgram('python'),
      ['-m', 'pip', 'wheel', '--no-deps', '--wheel-dir', 'dist', '.'],
      { advice: networkAdvice }
    )
  );
  console.log('\nThe wheel is in dist/.');
});
