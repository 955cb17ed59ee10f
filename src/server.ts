/** `npm start`. Stacks name the sources of what is loaded after this. */
process.setSourceMapsEnabled(true);
const { serve } = await import("./serving.ts");
await serve();
