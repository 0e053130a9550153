/** Colours of the chrome, after JupyterLab's own themes. */

export interface IPictureTheme {
  ground: string;
  toolbar: string;
  border: string;
  text: string;
  secondary: string;
  chip: string;
  tile: string;
  accent: string;
  warning: string;
}

export const THEMES: Record<'light' | 'dark', IPictureTheme> = {
  light: {
    ground: '#ffffff',
    toolbar: '#ffffff',
    border: '#e0e0e0',
    text: '#212121',
    secondary: '#616161',
    chip: '#eeeeee',
    tile: '#eeeeee',
    accent: '#1976d2',
    warning: '#f57c00'
  },
  dark: {
    ground: '#111111',
    toolbar: '#111111',
    border: '#424242',
    text: '#e6e6e6',
    secondary: '#bdbdbd',
    chip: '#303030',
    tile: '#212121',
    accent: '#2196f3',
    warning: '#ffb74d'
  }
};
