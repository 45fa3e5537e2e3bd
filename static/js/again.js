// A page about work that is being done looks again by itself; without this file there is a link.
window.setTimeout(() => window.location.reload(), 3000);
