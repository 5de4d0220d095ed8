// Stands in the bundle for packages of mqtt.js that the page never calls: debug, lru-cache, worker-timers.
const nothing = () => () => {};
module.exports = Object.assign(nothing, { LRUCache: class {}, setInterval: nothing, clearInterval: nothing });
