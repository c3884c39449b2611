// Makes what a recipe describes. It is run as a script in two realms: in this one, and in a context of
// its own (`vm`), as Node-RED runs the code of a Function node.
(() => {
  class Instance {}

  const fixed = (value) => ({ value, enumerable: true });

  const shapes = {
    object: (entries) => Object.fromEntries(entries),
    list: (entries) => entries.map(([, value]) => value),
    'without a prototype': (entries) =>
      Object.assign(Object.create(null), Object.fromEntries(entries)),
    frozen: (entries) => Object.freeze(Object.fromEntries(entries)),
    'frozen list': (entries) => Object.freeze(entries.map(([, value]) => value)),
    sealed: (entries) => Object.seal(Object.fromEntries(entries)),
    fixed: (entries) =>
      Object.defineProperties(
        {},
        Object.fromEntries(entries.map(([name, value]) => [name, fixed(value)])),
      ),
    hidden: (entries) =>
      Object.defineProperties(
        {},
        Object.fromEntries(entries.map(([name, value]) => [name, { value, writable: true }])),
      ),
    instance: (entries) => {
      const instance = new Instance();
      for (const [name, value] of entries) Object.defineProperty(instance, name, fixed(value));
      return instance;
    },
    map: (entries) => new Map(entries),
    set: (entries) => new Set(entries.map(([, value]) => value)),
    getters: (entries) =>
      Object.defineProperties(
        {},
        Object.fromEntries(
          entries.map(([name, value]) => [name, { get: () => value, enumerable: true }]),
        ),
      ),
    error: (entries) => Object.assign(new Error('It went wrong.'), { cause: shapes.list(entries) }),
    'in itself': (entries) => {
      const object = Object.fromEntries(entries);
      object.itself = object;
      return object;
    },
    'held twice': (entries) => {
      const object = Object.freeze(Object.fromEntries(entries));
      return { one: object, other: [object] };
    },
    'read only': (entries) => {
      const refuse = () => false;
      const handler = { set: refuse, deleteProperty: refuse, defineProperty: refuse };
      return new Proxy(Object.fromEntries(entries), handler);
    },
    date: () => new Date(Number.NaN),
    symbol: () => Symbol('a symbol'),
    bigint: () => 1n,
    function: () => () => 'called',
    'throws when read': () => ({
      get it() {
        throw new Error('That is mine.');
      },
    }),
    'throws whatever is done': () => {
      const refuse = () => {
        throw new Error('No.');
      };
      return new Proxy({}, { ownKeys: refuse, get: refuse, getPrototypeOf: refuse, has: refuse });
    },
    revoked: () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
    deep: (entries) => {
      let value = Object.fromEntries(entries);
      for (let level = 0; level < 3000; level += 1) value = { value };
      return value;
    },
  };

  return function make(recipe) {
    if (!('shape' in recipe)) return recipe.value;
    // One of a name: properties may be such that they cannot be defined again.
    const entries = new Map(recipe.entries.map(([name, held]) => [name, make(held)]));
    return shapes[recipe.shape]([...entries]);
  };
})();
