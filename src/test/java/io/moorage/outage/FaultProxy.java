package io.moorage.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * Stands in front of the real engine and passes everything on, but where it is told to
 * misbehave. Each request comes on a connection of its own.
 */
public final class FaultProxy implements AutoCloseable {

	private final URI engine;

	private final SocketAddress address;

	private final URI uri;

	private final Map<SocketChannel, String> open = new ConcurrentHashMap<>();

	private final Set<SocketChannel> misled = ConcurrentHashMap.newKeySet();

	private final Queue<String> requests = new ConcurrentLinkedQueue<>();

	private final Set<String> asked = ConcurrentHashMap.newKeySet();

	private volatile ServerSocketChannel server;

	private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

	private FaultProxy(URI engine, SocketAddress wanted) throws IOException {
		this.engine = engine;
		this.server = listen(wanted);
		this.address = this.server.getLocalAddress();
		this.uri = (this.address instanceof InetSocketAddress inet) ? URI.create("tcp://127.0.0.1:" + inet.getPort())
				: URI.create("unix://" + this.address);
	}

	/**
	 * Stands in front of an engine on a socket of its own.
	 * @param engine the engine's address
	 * @return the proxy, which the caller closes
	 */
	public static FaultProxy onUnixSocket(URI engine) {
		try {
			Path folder = Files.createTempDirectory("moorage-proxy");
			return new FaultProxy(engine, UnixDomainSocketAddress.of(folder.resolve("docker.sock")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static FaultProxy onTcp(URI engine) {
		try {
			return new FaultProxy(engine, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Where to find this engine, as {@code DOCKER_HOST} would say. */
	public URI uri() {
		return this.uri;
	}

	/** Misbehaves with every request. */
	void misbehave(Fault fault) {
		misbehave(".*", fault);
	}

	/**
	 * Misbehaves where {@code METHOD path} fits a pattern, and forgets what was asked
	 * before.
	 */
	void misbehave(String pattern, Fault fault) {
		this.requests.clear();
		this.misbehaviour = new Misbehaviour(Pattern.compile(pattern), fault);
	}

	/**
	 * Passes everything on again, closes what is still being misbehaved with, and forgets
	 * what was asked before.
	 */
	void behave() throws IOException {
		this.misbehaviour = Misbehaviour.NONE;
		this.requests.clear();
		for (SocketChannel client : this.misled) {
			client.close();
		}
		listenAgain();
	}

	/** Is there again after it vanished, and still misbehaves as it was told. */
	void listenAgain() throws IOException {
		if (!this.server.isOpen()) {
			this.server = listen(this.address);
		}
	}

	/** Cuts the connections with requests that fit a pattern. */
	void cut(String pattern) throws IOException {
		for (Map.Entry<SocketChannel, String> connection : this.open.entrySet()) {
			if (connection.getValue().matches(pattern)) {
				connection.getKey().close();
			}
		}
	}

	/** Forgets what was asked before. */
	void countAnew() {
		this.requests.clear();
	}

	/**
	 * Returns what was asked, and forgets it.
	 * @return {@code METHOD path}, with the query and without the version, in order
	 */
	public List<String> taken() {
		List<String> taken = new ArrayList<>();
		String request = this.requests.poll();
		while (request != null) {
			taken.add(request);
			request = this.requests.poll();
		}
		return taken;
	}

	/** Is gone: nothing listens any more, and every connection is cut. */
	void vanish() throws IOException {
		this.server.close();
		if (this.address instanceof UnixDomainSocketAddress unix) {
			Files.deleteIfExists(unix.getPath());
		}
		closeAll();
	}

	/** How many connections the other side keeps open. */
	int connections() {
		return this.open.size();
	}

	/** How many of them are for requests that fit a pattern. */
	long connections(String pattern) {
		return this.open.values().stream().filter((request) -> request.matches(pattern)).count();
	}

	/**
	 * How many requests there were that fit a pattern, since it was told to misbehave or
	 * to behave.
	 */
	long count(String pattern) {
		return this.requests.stream().filter((request) -> request.matches(pattern)).count();
	}

	/**
	 * What it was ever asked for: methods and paths, with {@code {id}} for each full id
	 * and for an image's name.
	 */
	Set<String> asked() {
		return Set.copyOf(this.asked);
	}

	@Override
	public void close() throws IOException {
		vanish();
		if (this.address instanceof UnixDomainSocketAddress unix) {
			Files.deleteIfExists(unix.getPath().getParent());
		}
	}

	private ServerSocketChannel listen(SocketAddress wanted) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open((wanted instanceof UnixDomainSocketAddress)
				? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET);
		channel.bind(wanted);
		Thread.ofVirtual().name("proxy").start(() -> accept(channel));
		return channel;
	}

	private void accept(ServerSocketChannel channel) {
		try {
			while (true) {
				SocketChannel client = channel.accept();
				Thread.ofVirtual().start(() -> serve(client));
			}
		}
		catch (IOException ex) {
			// The channel was closed: nobody is to be served any more.
		}
	}

	private void serve(SocketChannel client) {
		this.open.put(client, "");
		try (client) {
			ProxiedRequest request = ProxiedRequest.read(client);
			this.open.put(client, request.line());
			this.requests.add(request.line());
			this.asked.add(request.line()
				.replaceFirst("\\?.*", "")
				.replaceFirst("/[0-9a-f]{64}", "/{id}")
				.replaceFirst("/images/.+/json$", "/images/{id}/json"));
			Misbehaviour current = this.misbehaviour;
			if (current.pattern().matcher(request.line()).matches()) {
				mislead(request, client, current.fault());
			}
			else {
				Fault.PASS.answer(request, client, this);
			}
		}
		catch (IOException ex) {
			// Either side is gone, which is what this is about.
		}
		finally {
			this.open.remove(client);
			this.misled.remove(client);
		}
	}

	private void mislead(ProxiedRequest request, SocketChannel client, Fault fault) throws IOException {
		this.misled.add(client);
		// It may have been told to behave just now.
		((this.misbehaviour != Misbehaviour.NONE) ? fault : Fault.PASS).answer(request, client, this);
	}

	/** Sends a request on to the engine. */
	SocketChannel ask(ProxiedRequest request) throws IOException {
		SocketChannel upstream = this.engine.getScheme().equals("unix")
				? SocketChannel.open(UnixDomainSocketAddress.of(this.engine.getPath()))
				: SocketChannel.open(new InetSocketAddress(this.engine.getHost(), this.engine.getPort()));
		request.writeTo(upstream);
		return upstream;
	}

	private void closeAll() throws IOException {
		for (SocketChannel client : this.open.keySet()) {
			client.close();
		}
	}

	private record Misbehaviour(Pattern pattern, Fault fault) {

		private static final Misbehaviour NONE = new Misbehaviour(Pattern.compile("(?!)"), Fault.PASS);

	}

}
