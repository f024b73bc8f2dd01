'use strict';
{
  const place = document.getElementById('swagger-ui');
  const url = place?.dataset.openapi;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  if (url) {
    follow();
    dark.addEventListener('change', follow);
    // Swagger UI brings a second <main>; a page has one.
    const onComplete = () => place.querySelector('main')?.setAttribute('role', 'presentation');
    globalThis.SwaggerUIBundle({ url, domNode: place, deepLinking: true, validatorUrl: null, onComplete });
  }
}
