// Moves the reader to what needs attention first, such as the list of errors above a form.

export default function focus(element) {
  element.focus();
}
