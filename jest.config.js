/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          experimental: { keepImportAttributes: true },
          target: 'es2024',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // A fresh process for each test file: restify and nock change Node's own http for everything in their process.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1MB',
  // Real processes, a real browser, real key derivation: a test has time, and fails on a condition, not on a hurry.
  testTimeout: 60_000,
};
