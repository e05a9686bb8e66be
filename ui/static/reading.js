// A click on a mended word shows how it stands in the file; the box above the text does so for all.
document.addEventListener("click", (event) => {
  event.target.closest?.(".mended")?.classList.toggle("is-open");
});

// Beside a long text its sections scroll by themselves: begin with the one that is looked at.
const side = document.querySelector(".side");
const current = side?.querySelector("[aria-current=location]");
if (current && current.offsetTop > side.clientHeight) {
  side.scrollTop = current.offsetTop - side.clientHeight / 2;
}
