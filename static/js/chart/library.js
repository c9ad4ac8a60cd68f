// Brings Chart.js: from the network where allowed and unaltered, otherwise the identical file the product carries.

const PATIENCE = 4000;
let coming;

export function chartLibrary({ cdn, integrity, local }) {
  coming ??= (cdn ? load(cdn, integrity) : Promise.reject(new Error("no network copy wanted")))
    .catch(() => load(local, integrity))
    .then(() => window.Chart);
  return coming;
}

function load(address, integrity) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => {
      script.remove();
      reject(new Error(`could not load ${address}`));
    };
    const patience = setTimeout(fail, PATIENCE);
    script.src = address;
    script.integrity = integrity;
    script.crossOrigin = "anonymous";
    script.onload = () => {
      clearTimeout(patience);
      if (window.Chart) resolve();
      else fail();
    };
    script.onerror = () => {
      clearTimeout(patience);
      fail();
    };
    document.head.append(script);
  });
}
