import type { BuildOptions } from 'esbuild';

export function exportPageBundle(folder: string): BuildOptions;
