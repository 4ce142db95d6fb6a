import { createServer } from 'node:http';

/** Stands in for the bot where only the sandbox around it is tested: healthy, and content with every activity. */
createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(request.url === '/healthz' ? 200 : 201);
    response.end();
  });
}).listen(Number(process.env.PORT), process.env.HOST);
