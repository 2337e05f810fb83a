"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const findings = Array.from(document.querySelectorAll("details[data-rule]"));
  const shown = document.getElementById("shown");
  const apply = () => {
    const levels = new Set(Array.from(form.querySelectorAll("input[name=severity]:checked"), (box) => box.value));
    const rule = form.elements.rule.value;
    const path = form.elements.path.value.toLowerCase();
    let count = 0;
    for (const finding of findings) {
      const fits = levels.has(finding.dataset.severity) && (!rule || finding.dataset.rule === rule)
        && finding.dataset.path.toLowerCase().includes(path);
      finding.hidden = !fits;
      if (fits) count += 1;
    }
    shown.textContent = `${count} of ${findings.length} shown`;
  };
  const openAll = (open) => {
    for (const finding of findings) if (!finding.hidden) finding.open = open;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("open").addEventListener("click", () => openAll(true));
  document.getElementById("close").addEventListener("click", () => openAll(false));
  form.hidden = false;
  apply();
})();
