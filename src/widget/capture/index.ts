/** The picture of the App that stays in the notebook. */
export { AppCapture } from './capture-app';
export {
  CaptureError,
  type CaptureFormat,
  type ICapture,
  type ICaptureOptions
} from './capture-types';
