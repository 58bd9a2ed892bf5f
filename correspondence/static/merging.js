/* Putting two texts together: whoever writes words of their own has chosen them. */
document.addEventListener("input", ({ target }) => {
  const asked = target.dataset?.own;
  const own = asked && target.form.querySelector(`input[name="${CSS.escape(asked)}"][value=own]`);
  if (own && !own.checked) own.click();
});
