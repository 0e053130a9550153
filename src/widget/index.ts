/** The App: a React widget that knows neither JupyterLab nor the kernel. */
export * from './api';
