// What a script adds to the newsroom: passkeys, keys, care for what was typed, and who else is here.
(() => {
"use strict";

document.querySelectorAll(".scripted").forEach((part) => { part.hidden = !window.PublicKeyCredential; });

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function ask(path, body) {
  const answer = await fetch(path, {
    method: "POST", credentials: "same-origin", redirect: "error",
    headers: { "Content-Type": "application/json" }, body: JSON.stringify(body || {}),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.why || answer.statusText);
  return said;
}

function tell(button, error) {
  let place = button.parentElement.parentElement.querySelector("[data-problem]") || button.parentElement.querySelector("[data-problem]");
  if (!place) {
    place = document.createElement("p");
    place.className = "why";
    place.setAttribute("role", "alert");
    place.dataset.problem = "";
    button.after(place);
  }
  place.hidden = false;
  place.textContent = error.message;
}

// Signing in, and proving who one is, with a passkey.
document.querySelectorAll("[data-passkey]").forEach((button) => button.addEventListener("click", async (event) => {
  // A link leads to what to do where there are no passkeys, as it does without scripts.
  if (!window.PublicKeyCredential) return;
  event.preventDefault();
  try {
    const { ticket, options } = await ask(button.dataset.passkey);
    options.challenge = bytes(options.challenge);
    (options.allowCredentials || []).forEach((one) => { one.id = bytes(one.id); });
    const got = await navigator.credentials.get({ publicKey: options });
    const answer = {
      id: got.id, rawId: text(got.rawId), type: got.type, extensions: got.getClientExtensionResults(),
      response: {
        authenticatorData: text(got.response.authenticatorData), clientDataJSON: text(got.response.clientDataJSON),
        signature: text(got.response.signature), userHandle: got.response.userHandle ? text(got.response.userHandle) : null,
      },
    };
    const said = await ask(button.dataset.passkey + "/answer", { ticket, answer });
    location.assign(button.dataset.next || said.next || "/newsroom");
  } catch (error) { tell(button, error); }
}));

// A new passkey.
document.querySelectorAll("[data-new-passkey]").forEach((button) => button.addEventListener("click", async () => {
  try {
    const { ticket, options } = await ask("/newsroom/account/passkeys/offer");
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    (options.excludeCredentials || []).forEach((one) => { one.id = bytes(one.id); });
    const made = await navigator.credentials.create({ publicKey: options });
    const answer = {
      id: made.id, rawId: text(made.rawId), type: made.type, extensions: made.getClientExtensionResults(),
      response: { attestationObject: text(made.response.attestationObject), clientDataJSON: text(made.response.clientDataJSON) },
    };
    const label = document.getElementById("label").value;
    const said = await ask("/newsroom/account/passkeys", { ticket, label, answer });
    location.assign(said.next);
  } catch (error) {
    if (error instanceof TypeError) location.assign("/newsroom/prove?next=/newsroom/account");
    else tell(button, error);
  }
}));

// Keys: a letter presses the button that shows it, where nothing is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.altKey || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    const save = document.querySelector("button[data-key=s]");
    if (save) { event.preventDefault(); save.click(); }
    return;
  }
  if (typing || event.ctrlKey || event.metaKey) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("input, textarea, select")) wanted.focus(); else wanted.click();
});

// What was typed stays in this browser until it is saved: a lost session, server or network takes nothing.
document.querySelectorAll("form[data-keep]").forEach((form) => {
  const key = "newsroom-" + form.dataset.keep;
  const told = form.querySelector(".kept");
  const typed = () => Object.fromEntries([...new FormData(form)].filter(([name, value]) => name !== "base" && typeof value === "string"));
  const first = JSON.stringify(typed());
  const kept = JSON.parse(localStorage.getItem(key) || "null");
  if (kept && kept.base === form.dataset.base && JSON.stringify(kept.typed) !== first) {
    for (const [name, value] of Object.entries(kept.typed)) if (form.elements[name]) form.elements[name].value = value;
    told.textContent = form.dataset.restored;
    told.hidden = false;
  } else if (kept && kept.base !== form.dataset.base) {
    localStorage.removeItem(key);
  }
  form.addEventListener("input", () => {
    localStorage.setItem(key, JSON.stringify({ base: form.dataset.base, typed: typed() }));
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter || form.querySelector("button");
    try {
      const answer = await fetch(form.action, {
        method: "POST", credentials: "same-origin", body: new URLSearchParams(new FormData(form)),
      });
      if (answer.redirected && answer.ok) {
        localStorage.removeItem(key);
        location.assign(answer.url);
        return;
      }
      // A clash, a sign-in or a sentence: the page that says so takes the place of this one, and the text is in both.
      const page = await answer.text();
      if (answer.status === 401) { told.textContent = form.dataset.lost; told.hidden = false; }
      if (answer.status !== 401 || page) {
        document.open();
        document.write(page);
        document.close();
      }
    } catch {
      told.textContent = form.dataset.lost;
      told.hidden = false;
      button.focus();
    }
  });
});

// Who else has the article open, and whether somebody has saved meanwhile.
document.querySelectorAll("[data-presence]").forEach((place) => {
  const look = async () => {
    try {
      const said = await ask(place.dataset.presence);
      const others = said.also && said.also.length ? place.dataset.also + " " + said.also.join(", ") : "";
      const changed = said.newest && String(said.newest) !== place.dataset.newest ? place.dataset.changed : "";
      const line = [others, changed].filter(Boolean).join(". ");
      if (place.textContent !== line) place.textContent = line;
    } catch { /* The next look tells. */ }
  };
  setInterval(look, 15000);
});
})();
