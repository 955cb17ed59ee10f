/** `npm start`. Stacks name the sources of what is loaded after this. */
process.setSourceMapsEnabled(true);
/** The database and its copies are for this user alone. */
process.umask(0o077);
const { serve } = await import("./serving.ts");
await serve();
