// Waits for something that is worked out aside: asks the page again until it no longer waits, and shows it then.

export default function wait(element) {
  const ask = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const still = page.getElementById(element.id);
    if (!answer.ok || !still) location.reload();
    else {
      element.replaceChildren(...still.childNodes);
      setTimeout(ask, 2000);
    }
  };
  setTimeout(ask, 2000);
}
