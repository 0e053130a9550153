/** What the person set for Lunette in JupyterLab's settings, followed live. */
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IAppSettings } from '../sessions/live-session';
import type { PlaceId } from '../places/place-id';

/** Identifies `schema/plugin.json`. */
export const SETTINGS_ID = 'lunette:plugin';

export interface ILunetteSettings {
  theme: IAppSettings['theme'];
  /** Grid zoom, 0 (small tiles) … 10 (large). */
  zoom: number;
  sidebarOpen: boolean;
  /** Height of all cells in CSS pixels; 0 is what the kernel says. */
  cellHeight: number;
  /** Where datasets and sessions open. */
  openIn: Exclude<PlaceId, 'cell'>;
  /** Whether shutting down asks first. */
  confirmShutDown: boolean;
}

export const DEFAULT_SETTINGS: ILunetteSettings = {
  theme: 'follow',
  zoom: 5,
  sidebarOpen: true,
  cellHeight: 0,
  openIn: 'main',
  confirmShutDown: true
};

export class LunetteSettings {
  get value(): Readonly<ILunetteSettings> {
    return this._value;
  }
  get changed(): ISignal<this, Readonly<ILunetteSettings>> {
    return this._changed;
  }

  /** What holds for each App. */
  get ofApps(): IAppSettings {
    const { theme, zoom, sidebarOpen } = this._value;
    return { theme, defaults: { zoom, sidebarOpen } };
  }

  /** Follows a plugin's settings. The registry has checked them against the schema. */
  follow(settings: ISettingRegistry.ISettings): void {
    const read = (): void => {
      this._value = { ...DEFAULT_SETTINGS, ...(settings.composite as Partial<ILunetteSettings>) };
      this._changed.emit(this._value);
    };
    settings.changed.connect(read);
    read();
  }

  private _value: ILunetteSettings = DEFAULT_SETTINGS;
  private readonly _changed = new Signal<this, Readonly<ILunetteSettings>>(this);
}
