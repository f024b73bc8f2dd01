'use strict';
{
  const place = document.getElementById('swagger-ui');
  const url = place?.dataset.openapi;
  if (url) {
    globalThis.SwaggerUIBundle({ url, domNode: place, deepLinking: true, validatorUrl: null });
  }
}
