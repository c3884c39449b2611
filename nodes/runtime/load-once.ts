/**
 * @param load requires a module. `require` takes about a microsecond each time, also once it is loaded,
 *   and a message comes by several.
 * @returns the module, which is loaded with the first call.
 */
export function loadOnce<Module>(load: () => Module): () => Module {
  let loaded: Module | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
