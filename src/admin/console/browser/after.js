// Runs after AdminJS's bundles: our start page in the place of theirs, then the application.
{
  const element = React.createElement
  const { title, about, tables } = window.CONSOLE_START
  const line = ({ name, label, note }) =>
    element('li', { key: name }, element(ReactRouterDOM.Link, { to: `/console/resources/${name}` }, label), element('p', null, note))
  AdminJS.UserComponents = {
    ConsoleStart: () =>
      element(
        'main',
        { className: 'console-start' },
        element('h1', null, title),
        element('p', null, about),
        element('ul', null, tables.map(line)),
      ),
  }
  createRoot(document.getElementById('app')).render(AdminJS.Application)
}
