import { test } from '../support/fixtures';

test('zoo', async ({ openNotebook }) => {
  test.setTimeout(240_000);
  const notebook = await openNotebook(
    [
      'import lunette as ln\n' +
        'dataset = ln.zoo.load_dataset("quickstart")\n' +
        'session = ln.launch_app(dataset)',
      'print(session._cells._live, session._wire.app_count, session._wire.known_state["dataset"])',
      'session.freeze()',
      'print(session._cells._live, session._wire.app_count)'
    ],
    'doc'
  );
  await notebook.startCell(0);
  await notebook.untilIdle(180_000);
  const show = async (i: number) =>
    console.log(JSON.stringify(await notebook.outputs(i)).replace(/"image\/png":"[^"]*"/g, 'PNG'));
  await notebook.app(0).untilPainted();
  await show(0);
  console.log(await notebook.resultOf(1));
  await show(0);
  console.log(await notebook.resultOf(2));
  await show(0);
  console.log(await notebook.resultOf(3));
  console.log(JSON.stringify(notebook.errors));
});
