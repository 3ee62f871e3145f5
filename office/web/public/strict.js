// The page's own rules forbid making code from text: zod is told before it tries. @see Content-Security-Policy
globalThis.__zod_globalConfig = { jitless: true };
