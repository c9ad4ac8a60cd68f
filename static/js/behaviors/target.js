// Opens the row a link inside the page leads to, also when the page is entered at that row.

export default function target() {
  const open = () => {
    const row = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = row && row.closest("details");
    if (!details) return;
    details.open = true;
    details.scrollIntoView({ block: "start" });
    details.querySelector("summary").focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", open);
  document.addEventListener("click", ({ target: clicked }) => {
    if (clicked.closest?.("a[href]")?.hash === location.hash) open();
  });
  open();
}
