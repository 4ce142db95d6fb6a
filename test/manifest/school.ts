/** Settings for the package of a school that does not exist. Its name tries to break out of the JSON. */
export const SCHOOL = {
  MANIFEST_ID: '6f0f5e0a-4a55-4c1b-9a0e-3d2f6a5b7c81',
  BOT_APP_ID: '0d1c2b3a-5e4f-4a6b-8c7d-9e8f7a6b5c4d',
  PUBLIC_URL: 'https://bondgenoot.example.nl/',
  SCHOOL_NAME: 'ROC "Voorbeeld" $& co',
  SCHOOL_URL: 'https://www.example.nl/',
  PRIVACY_URL: 'https://www.example.nl/privacy',
  TERMS_URL: 'https://www.example.nl/voorwaarden',
};
