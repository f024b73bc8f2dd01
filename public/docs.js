'use strict';
{
  const place = document.getElementById('swagger-ui');
  const url = place?.dataset.openapi;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  // A theme that was chosen wins over the device's.
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
  const follow = () => root.classList.toggle('dark-mode', isDark());
  if (url) {
    follow();
    dark.addEventListener('change', follow);
    // Swagger UI brings a second <main>; a page has one.
    const onComplete = () => place.querySelector('main')?.setAttribute('role', 'presentation');
    globalThis.SwaggerUIBundle({ url, domNode: place, deepLinking: true, validatorUrl: null, onComplete });
  }
}
