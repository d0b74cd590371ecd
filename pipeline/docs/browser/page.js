/** Inputs that hide the rows of a table or section that do not have what is typed. */
export function listenFilters() {
  for (const input of document.querySelectorAll('input[data-filter]')) {
    const rows = () =>
      document.getElementById(input.dataset.filter)?.querySelectorAll('tbody tr') ?? [];
    input.addEventListener('input', () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of rows()) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      }
      for (const section of document.querySelectorAll(`#${input.dataset.filter} > section`)) {
        section.hidden = section.querySelector('tbody tr:not([hidden])') === null;
      }
    });
  }
}

export function listenCopies() {
  for (const button of document.querySelectorAll('button.copy')) {
    button.addEventListener('click', async () => {
      const text = button.parentElement?.querySelector('pre')?.textContent ?? '';
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = 'Copied';
      } catch {
        button.textContent = 'Not allowed';
      }
      setTimeout(() => (button.textContent = 'Copy'), 1500);
    });
  }
}

/** Opens what an address points into. */
export function showTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target; part; part = part.parentElement) {
    if (part.tagName === 'DETAILS') part.open = true;
  }
}
