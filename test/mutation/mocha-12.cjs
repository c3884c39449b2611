// The runner requires files of mocha by their names without `.cjs`, as they have been called since mocha 12
// (https://github.com/stryker-mutator/stryker-js/pull/6205): Node.js finds them once it tries that ending too.
const { Module } = require('node:module');

Module._extensions['.cjs'] ??= Module._extensions['.js'];
