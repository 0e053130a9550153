/** The picture of the App that stays in the notebook. */
export * from './capture-app';
