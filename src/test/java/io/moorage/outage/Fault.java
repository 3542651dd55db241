package io.moorage.outage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * What a {@link FaultProxy} does with a request. The connection is closed afterwards.
 */
@FunctionalInterface
interface Fault {

	/**
	 * Does as the engine does, byte by byte as it comes, until either side is done: an
	 * answer may last for hours.
	 */
	Fault PASS = (request, client, proxy) -> {
		try (SocketChannel engine = proxy.ask(request)) {
			Thread.ofVirtual().name("proxy-hangup").start(() -> closeWhenGone(client, engine));
			Channels.newInputStream(engine).transferTo(Channels.newOutputStream(client));
		}
	};

	/** Never answers, until the caller gives up. */
	Fault HANG = (request, client, proxy) -> Channels.newInputStream(client).read();

	/**
	 * Closes the connection instead of an answer; the engine never hears of the request.
	 */
	Fault DROP = (request, client, proxy) -> {
	};

	/** Lets the engine do what was asked, and loses its answer. */
	Fault LOSE_ANSWER = (request, client, proxy) -> answerOf(request, proxy);

	/** Closes the connection in the middle of the engine's answer. */
	Fault CUT = (request, client, proxy) -> {
		byte[] answer = answerOf(request, proxy);
		client.write(ByteBuffer.wrap(answer, 0, Math.max(1, answer.length - 10)));
	};

	/** Sends the engine's answer byte by byte, so slowly that it takes minutes. */
	Fault DRIBBLE = (request, client, proxy) -> {
		for (byte next : answerOf(request, proxy)) {
			client.write(ByteBuffer.wrap(new byte[] { next }));
			LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
		}
	};

	/** Sends the beginning of the engine's answer, and nothing more. */
	Fault STALL = (request, client, proxy) -> {
		try (SocketChannel engine = proxy.ask(request)) {
			String head = ProxiedRequest.readUntil(Channels.newInputStream(engine), "\r\n\r\n");
			client.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
			Channels.newInputStream(client).read();
		}
	};

	/** Speaks another protocol. */
	Fault NO_HTTP = (request, client, proxy) -> client
		.write(ByteBuffer.wrap("SSH-2.0-OpenSSH_9.2p1\r\n\0\1\2\3\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)));

	void answer(ProxiedRequest request, SocketChannel client, FaultProxy proxy) throws IOException;

	/** Answers for the engine. */
	static Fault answering(int status, String contentType, String body) {
		return (request, client, proxy) -> {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			String head = "HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
				.formatted(status, contentType, bytes.length);
			client.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)));
			client.write(ByteBuffer.wrap(bytes));
		};
	}

	/** Begins an answer of JSON that does not end, and says nothing more after a text. */
	static Fault streaming(String text) {
		return (request, client, proxy) -> {
			String begin = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
				.formatted(text.length(), text);
			client.write(ByteBuffer.wrap(begin.getBytes(StandardCharsets.ISO_8859_1)));
			Channels.newInputStream(client).read();
		};
	}

	/** Refuses for the engine, in its form. */
	static Fault refusing(int status, String message) {
		return answering(status, "application/json", "{\"message\":\"" + message + "\"}\n");
	}

	/**
	 * Lets the engine answer, and keeps the answer back for as long as somebody wants.
	 */
	static Fault holding(Gate gate) {
		return (request, client, proxy) -> {
			byte[] answer = answerOf(request, proxy);
			gate.pass();
			client.write(ByteBuffer.wrap(answer));
		};
	}

	/** Lets the engine answer, and takes its time to pass the answer on. */
	static Fault delaying(Duration time) {
		return (request, client, proxy) -> {
			byte[] answer = answerOf(request, proxy);
			LockSupport.parkNanos(time.toNanos());
			client.write(ByteBuffer.wrap(answer));
		};
	}

	/** Does something at the moment of a request, and then as another fault does. */
	static Fault after(Runnable deed, Fault then) {
		return (request, client, proxy) -> {
			deed.run();
			then.answer(request, client, proxy);
		};
	}

	/** Lets the engine answer, and loses the answer once something else is done. */
	static Fault heardBefore(Runnable deed) {
		return (request, client, proxy) -> {
			answerOf(request, proxy);
			deed.run();
		};
	}

	/** Passes an answer on in other words, which must be as long. */
	static Fault rewording(UnaryOperator<String> words) {
		return (request, client, proxy) -> {
			String answer = new String(answerOf(request, proxy), StandardCharsets.ISO_8859_1);
			client.write(ByteBuffer.wrap(words.apply(answer).getBytes(StandardCharsets.ISO_8859_1)));
		};
	}

	private static void closeWhenGone(SocketChannel client, SocketChannel engine) {
		try (engine) {
			while (Channels.newInputStream(client).read() >= 0) {
				// Nobody says more than the request, whatever it was.
				continue;
			}
		}
		catch (IOException ex) {
			// It is gone, or cut.
		}
	}

	private static byte[] answerOf(ProxiedRequest request, FaultProxy proxy) throws IOException {
		try (SocketChannel engine = proxy.ask(request)) {
			return Channels.newInputStream(engine).readAllBytes();
		}
	}

}
