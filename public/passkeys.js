// Asks the device for a passkey, or has it make one, and sends its answer with the form around the button.
'use strict';
{
  const toBytes = (text) => {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const toText = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, '');
  const withBytes = (list = []) => list.map((each) => ({ ...each, id: toBytes(each.id) }));

  const make = async (options) => {
    const publicKey = {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
    };
    const { id, rawId, type, response } = await navigator.credentials.create({ publicKey });
    return {
      id,
      rawId: toText(rawId),
      type,
      response: {
        clientDataJSON: toText(response.clientDataJSON),
        attestationObject: toText(response.attestationObject),
        transports: response.getTransports?.() ?? [],
      },
      clientExtensionResults: {},
    };
  };

  const ask = async (options) => {
    const publicKey = {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials),
    };
    const { id, rawId, type, response } = await navigator.credentials.get({ publicKey });
    return {
      id,
      rawId: toText(rawId),
      type,
      response: {
        clientDataJSON: toText(response.clientDataJSON),
        authenticatorData: toText(response.authenticatorData),
        signature: toText(response.signature),
        ...(response.userHandle && { userHandle: toText(response.userHandle) }),
      },
      clientExtensionResults: {},
    };
  };

  const show = (form, name, isShown) => {
    const place = form.querySelector(`[data-passkey-${name}]`);
    if (place) place.hidden = !isShown;
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const { passkey, options, origin } = form.dataset;
    const button = form.querySelector('button');
    // Said before the click, for a browser at another address refuses without a word.
    if (!('PublicKeyCredential' in globalThis) || location.origin !== origin) {
      button.disabled = true;
      show(form, 'elsewhere', true);
      continue;
    }
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (button.disabled) return;
      button.disabled = true;
      show(form, 'failed', false);
      try {
        const answer = await (passkey === 'make' ? make : ask)(JSON.parse(options));
        form.elements.credential.value = JSON.stringify(answer);
        // The box stands in the form with the password; it holds for a passkey as well.
        if (form.elements.stay && document.getElementById('stay')?.checked) form.elements.stay.value = 'yes';
        form.submit();
      } catch {
        // Cancelled, timed out, or the device has none: the form is there for another try.
        show(form, 'failed', true);
        button.disabled = false;
      }
    });
  }
}
