'use strict';
{
  const place = document.getElementById('swagger-ui');
  const url = place?.dataset.openapi;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  // A theme that was chosen wins over the device's.
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
  const follow = () => root.classList.toggle('dark-mode', isDark());

  // Swagger UI's own layout brings a second <main> and a choice of servers, of which there is this one.
  const plugin = ({ React: { createElement: h } }) => ({
    components: {
      // A link within the button of an operation, which leads to the same address.
      DeepLink: ({ text }) => h('span', null, text),
      OutlayLayout({ getComponent, specSelectors }) {
        const part = (name) => h(getComponent(name, true), { key: name });
        // Groups of operations are headings of the third level.
        const heading = h('h2', { key: 'h2', className: 'visually-hidden' }, place.dataset.operations);
        const isThere = specSelectors.loadingStatus() === 'success';
        return h('div', { className: 'swagger-ui' }, [
          h(getComponent('SvgAssets'), { key: 'icons' }),
          part('errors'),
          ...(isThere ? ['InfoContainer', 'AuthorizeBtnContainer'].map(part) : []),
          heading,
          ...(isThere ? ['operations', 'Models'].map(part) : []),
        ]);
      },
    },
  });

  if (url) {
    follow();
    dark.addEventListener('change', follow);
    globalThis.SwaggerUIBundle({
      url,
      domNode: place,
      deepLinking: true,
      validatorUrl: null,
      plugins: [plugin],
      layout: 'OutlayLayout',
    });
  }
}
