package io.moorage.fault;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stable names of everything that can go wrong. A code never changes its meaning; its
 * text may be improved.
 */
public enum FaultCode {

	/** The request is wrong in itself. */
	INVALID_REQUEST(FaultKind.INVALID, "The request is not valid",
			"Something in the request has a wrong type, a wrong form or a name that is not known. "
					+ "Each entry of errors points at one mistake and says what would be right; nothing was changed."),
	/** A driver that the engine does not offer. */
	UNKNOWN_DRIVER(FaultKind.INVALID, "The engine has no such network driver",
			"The engine offers only the drivers in available (GET /engine lists them too). "
					+ "Choose one of them, or install the plugin on the engine's host."),
	/** An address outside every pool. */
	ADDRESS_OUTSIDE_SUBNET(FaultKind.INVALID, "The address is outside the network's subnets",
			"A container's address must lie in one of the network's subnets, which subnets lists. "
					+ "Choose a free address from one of them, or leave it out and get one."),

	/** The beginning of an id where a name is asked for. */
	NAME_REQUIRED(FaultKind.INVALID, "A name or a full id is required",
			"A PUT makes what its path names, so the beginning of an id would be taken for a name. Use the network's name, or its full id in id."),

	/** Nothing at this path. */
	NOT_FOUND(FaultKind.NOT_FOUND, "Nothing is at this path",
			"The paths that exist are in the API document, /v3/api-docs; Swagger UI at /swagger-ui.html shows them."),
	/** No such network. */
	NETWORK_NOT_FOUND(FaultKind.NOT_FOUND, "No such network",
			"No network has this as its full id, its name or a unique beginning of its id. GET /networks lists them."),
	/** No such container. */
	CONTAINER_NOT_FOUND(FaultKind.NOT_FOUND, "No such container",
			"No container has this as its full id, its name or a unique beginning of its id. GET /containers lists them."),
	/** No such image. */
	IMAGE_NOT_FOUND(FaultKind.NOT_FOUND, "No such image",
			"The engine does not have the image and could not find it in a registry, or was told not to look (pull: never). "
					+ "Check its name and tag."),
	/** No such driver. */
	DRIVER_NOT_FOUND(FaultKind.NOT_FOUND, "No such network driver",
			"Neither the engine nor the guide knows a driver of this name. GET /drivers lists those that there are."),
	/** No such engine. */
	ENGINE_NOT_FOUND(FaultKind.NOT_FOUND, "No such engine",
			"This service manages the engines that known lists. Leave engine out to use the default one."),
	/** No such problem page. */
	PROBLEM_NOT_FOUND(FaultKind.NOT_FOUND, "No such problem code",
			"GET /problems lists every code that this service answers with."),
	/** Not a member. */
	NOT_CONNECTED(FaultKind.NOT_FOUND, "The container is not on the network",
			"The container has no endpoint on this network. GET /networks/{network}/containers lists who has one."),

	/** An id that was replaced. */
	NETWORK_REPLACED(FaultKind.GONE, "The network was replaced",
			"This service replaced the network, which gave it another id: replacedBy. Its name is as before."),
	/** No such operation. */
	OPERATION_NOT_FOUND(FaultKind.NOT_FOUND, "No such operation",
			"Operations are kept for a day. GET /operations lists them."),

	/** No token, or a wrong one. */
	UNAUTHENTICATED(FaultKind.UNAUTHENTICATED, "Nobody knows who asks",
			"Send a token that this service knows and that has not expired: Authorization: Bearer {token}."),
	/** Not this caller. */
	FORBIDDEN(FaultKind.FORBIDDEN, "The caller may not do this",
			"requires names the role that it takes, role the caller's. Ask somebody who has it, or leave out what takes it."),
	/** A web page of somebody else. */
	FORBIDDEN_ORIGIN(FaultKind.FORBIDDEN, "A web page of another origin may not do this",
			"Only this service's own pages, and those of moorage.security.allowed-origins, may write. Programs send no Origin at all."),
	/** Nothing is written. */
	READ_ONLY(FaultKind.FORBIDDEN, "This service only reads",
			"The operator set moorage.mode to read-only: nobody changes anything here."),
	/** A name that leads here and should not. */
	UNKNOWN_HOST(FaultKind.MISDIRECTED, "The service does not answer to this name",
			"The header Host must be one of moorage.security.allowed-hosts, since a name of somebody else's may lead here on purpose (DNS rebinding). "
					+ "Use a name of the list, or add yours to it."),
	/** Too much at once. */
	TOO_MANY_REQUESTS(FaultKind.TOO_MANY, "Too many requests",
			"Each caller may send moorage.security.requests-per-second, and follow the events moorage.events.max-subscribers-per-caller times at once. Wait as long as Retry-After says."),

	/** A method that the path does not have. */
	METHOD_NOT_ALLOWED(FaultKind.METHOD_NOT_ALLOWED, "The path does not have this method",
			"The header Allow lists the methods that the path has."),
	/** A format that is not offered. */
	NOT_ACCEPTABLE(FaultKind.NOT_ACCEPTABLE, "The answer is not to be had in this format",
			"None of the media types in Accept is offered here. Ask for application/json, or leave Accept out."),

	/** More than one match. */
	AMBIGUOUS_REFERENCE(FaultKind.CONFLICT, "More than one object fits the reference",
			"The reference is the beginning of several ids, or a name that several share. Use one of the full ids in candidates."),
	/** A name that is taken. */
	NETWORK_EXISTS(FaultKind.CONFLICT, "A network of this name exists",
			"Choose another name, or use the network in network. Names are unique on an engine."),
	/** A subnet that is taken. */
	SUBNET_OVERLAP(FaultKind.CONFLICT, "The subnet overlaps another network's",
			"Each entry of networks holds some of the addresses asked for. Take the free subnet in suggestion, or leave the subnet out and let the engine choose."),
	/** No default pool left. */
	ADDRESS_POOLS_EXHAUSTED(FaultKind.CONFLICT, "The engine has no address pool left",
			"Every subnet of the engine's default address pools is in use. Name a subnet yourself, remove networks that nobody uses (POST /networks/prune), "
					+ "or give the engine more default-address-pools."),
	/** Predefined. */
	BUILT_IN_NETWORK(FaultKind.CONFLICT, "The engine's own networks cannot be made or removed",
			"bridge, host and none come with the engine, exactly once each, as do the drivers host and null. Use them as they are: "
					+ "run a container with networks: [{\"network\": \"host\"}], for example."),
	/** No swarm. */
	SWARM_REQUIRED(FaultKind.CONFLICT, "The engine is not a Swarm manager",
			"Networks of scope swarm, overlay among them, need an engine that manages a Swarm: docker swarm init, or ask one of its managers."),
	/** An interface name that is taken. */
	BRIDGE_NAME_IN_USE(FaultKind.CONFLICT, "Another network has this bridge name",
			"The option com.docker.network.bridge.name names an interface that another network uses. Choose another one, or leave it out."),
	/** Somebody uses it. */
	NETWORK_IN_USE(FaultKind.CONFLICT, "Somebody uses the network",
			"Each entry of dependents would notice the network's removal, stopped containers too, which could not start again. "
					+ "Disconnect them first, or send DELETE with disconnect=true."),
	/** It is not as asked for. */
	NETWORK_DRIFT(FaultKind.CONFLICT, "The network is not as asked for",
			"diff lists what is different. Networks cannot be changed, only made anew: plan shows what that would do; send replace=true to do it."),
	/** Containers would not survive it. */
	REPLACE_WOULD_BREAK(FaultKind.CONFLICT, "Containers could not start again",
			"The containers in dependents were made on this network by its id, which a replacement changes: they could not start any more, and would have to be made anew. "
					+ "Send acceptBreaking=true to go on."),
	/** Somebody else's. */
	MANAGED_ELSEWHERE(FaultKind.CONFLICT, "Somebody else declares the network",
			"managedBy tells who: change it there, as remedy says, or it will be changed back. Send override=managed to go on nevertheless."),
	/** Not to be touched. */
	PROTECTED_NETWORK(FaultKind.CONFLICT, "The network is protected",
			"protection tells why. Lift it with DELETE /networks/{network}/protection, or in moorage.protection.networks, if you may."),
	/** Not the plan that was approved. */
	PLAN_STALE(FaultKind.CONFLICT, "Something else would be done than was approved",
			"moved names what is different. plan is what would be done now: look at it and send its digest."),
	/** The member is not as asked for. */
	ENDPOINT_DRIFT(FaultKind.CONFLICT, "The container is not on the network as asked for",
			"diff lists what is different. The container would have to be disconnected and connected again: send replace=true to do it."),
	/** Some of several. */
	PARTLY_DONE(FaultKind.CONFLICT, "Not everything could be done",
			"results tells of each what was done, or why not. What was done stays."),
	/** More than a picture holds. */
	TOPOLOGY_TOO_LARGE(FaultKind.CONFLICT, "The topology is too large to be drawn",
			"A picture with so many lines (lines, of at most limit) would take too long and nobody could read it. Ask for fewer networks with the filters of GET /networks, "
					+ "or take format=json, dot or mermaid and draw it elsewhere."),
	/** An owner's. */
	OWNED_BY_OTHER(FaultKind.CONFLICT, "Another owner has the network",
			"A set only touches what its own owner made. Choose another name, or take over what nobody owns with adopt=true."),
	/** Changed since. */
	UNDO_STALE(FaultKind.CONFLICT, "It cannot be undone any more",
			"What the operation changed has been changed again since, so there is nothing sure to go back to."),
	/** A template, not a network. */
	NETWORK_CONFIG_ONLY(FaultKind.CONFLICT, "The network only holds settings for others",
			"A network with configOnly is a template: no container can be on it. Create a network with configFrom and connect to that."),
	/** Connected before. */
	ALREADY_CONNECTED(FaultKind.CONFLICT, "The container is on the network already",
			"A container has one endpoint on a network. To change its address or aliases, disconnect it first."),
	/** An address that is taken. */
	ADDRESS_IN_USE(FaultKind.CONFLICT, "The address is in use",
			"holder tells who has the address. Choose another one, or leave it out and get a free one."),
	/** Only for services. */
	NETWORK_NOT_ATTACHABLE(FaultKind.CONFLICT, "Only Swarm services can be on this network",
			"The network was created without attachable, so plain containers cannot join it. Create one with attachable: true."),
	/** host, none and container modes. */
	NETWORK_MODE_CONFLICT(FaultKind.CONFLICT, "The container's network mode forbids it",
			"A container that has the host's network, none, or another container's cannot be on further networks, and nobody can be connected to host or none later. "
					+ "Run the container anew with the networks that it needs."),
	/** No address can be asked for. */
	ADDRESS_NOT_CHOOSABLE(FaultKind.CONFLICT, "No address can be chosen on this network",
			"Addresses can be chosen only where the subnet was: not on the default bridge, and before engine 29.1 not on a subnet that the engine chose itself. "
					+ "Leave the address out, or create the network with a subnet."),
	/** No aliases here. */
	ALIASES_NOT_SUPPORTED(FaultKind.CONFLICT, "The network has no names",
			"Names and aliases work on networks that people create, not on bridge, host and none. Leave aliases out, or use a network of your own."),
	/** No address left. */
	ADDRESS_POOL_EXHAUSTED(FaultKind.CONFLICT, "The network has no address left",
			"Every address of the network's subnet (or ip range) is in use. Disconnect somebody, or create a larger network."),
	/** The engine failed half way. */
	CONNECT_FAILED(FaultKind.CONFLICT, "The engine could not connect the container",
			"The engine refused in the middle of connecting. left tells what could not be taken back; without it all is as it was before."),
	/** A network that vanished. */
	NETWORK_GONE(FaultKind.CONFLICT, "A network of the container no longer exists",
			"The container's settings name a network that was removed. Take it off with DELETE /networks/{network}/containers/{container}?force=true, "
					+ "with the network's full id, then start again; a container made on that network must be made anew."),
	/** A name that is taken. */
	CONTAINER_EXISTS(FaultKind.CONFLICT, "A container of this name exists",
			"Choose another name, or remove the container in container first."),
	/** A host port that is taken. */
	PORT_IN_USE(FaultKind.CONFLICT, "The host's port is in use",
			"Another container (container, where one is known) or another program on the host has the port. Choose another hostPort, or leave it out and get one."),
	/** Running containers are not removed. */
	CONTAINER_RUNNING(FaultKind.CONFLICT, "The container is running",
			"Stop it first with POST /containers/{container}/stop, or send DELETE with force=true."),
	/** Neither running nor stopped. */
	CONTAINER_RESTARTING(FaultKind.CONFLICT, "The container is between two restarts",
			"The engine takes such a container off no network, and would lose it. Stop it first with POST /containers/{container}/stop, and start it again afterwards."),
	/** Only running containers have a network namespace. */
	CONTAINER_NOT_RUNNING(FaultKind.CONFLICT, "The container does not run",
			"A probe goes into the network of a container that runs or is paused; a stopped one has none. Start it first with POST /containers/{container}/start."),
	/** No image for helpers. */
	PROBE_IMAGE_MISSING(FaultKind.CONFLICT, "The image of probes is missing, or lacks a tool",
			"Probes run in a helper container, whose image (image) the engine does not have and could not pull, or was told not to (moorage.probe.pull: never), or which has no ping, nc, nslookup, time or timeout. "
					+ "Pull it by hand, or set moorage.probe.image to one that the engine has; engineMessage has the reason of a failed pull."),
	/** All pairs of too many. */
	TOO_MANY_PAIRS(FaultKind.CONFLICT, "The network has too many members to try all pairs",
			"Each pair takes a helper container, so there is a limit to them. Probe one pair at a time with from and to, "
					+ "or ask GET /reachability?network= what the configuration says about all of them."),
	/** Switched off by the operator. */
	CONTAINERS_DISABLED(FaultKind.CONFLICT, "This service may not run or change containers",
			"The operator set moorage.containers.enabled to false: containers can be looked at and connected, not run, started, stopped or removed, nor probed from, since a probe runs a container."),
	/** Not one of the operator's images. */
	IMAGE_NOT_ALLOWED(FaultKind.CONFLICT, "This service may not run this image",
			"The operator set moorage.containers.images, which images lists: globs of names in full, like docker.io/library/alpine:3.20. Run one of those, or have the image added."),
	/** A proxy in front of the engine, or a plug-in of it, lets nobody do this. */
	ENGINE_FORBIDS(FaultKind.CONFLICT, "The engine is not open for this",
			"What guards the engine, a socket proxy or an authorization plug-in, does not let the request through that this needs; request says which. Let it through, or do without. GET /engine lists what is forbidden."),
	/** There is no file to read it from. */
	AUDIT_NOT_KEPT(FaultKind.CONFLICT, "The audit trail is not kept",
			"Its lines go to the log alone. Set moorage.audit.file to have them kept and shown."),
	/** Any other refusal. */
	ENGINE_REFUSED(FaultKind.CONFLICT, "The engine refused",
			"engineMessage has the engine's own words, detail what was done before it refused, if anything."),

	/** Not what the caller has seen. */
	PRECONDITION_FAILED(FaultKind.PRECONDITION, "It is not what you have seen",
			"The object has changed since: its ETag is not one of those in If-Match. Read it again, decide again, and send its present ETag, which is also in etag."),

	/** Too large a body. */
	BODY_TOO_LARGE(FaultKind.TOO_LARGE, "The body is too large", "A body may have at most limit bytes."),
	/** A format that is not read. */
	UNSUPPORTED_MEDIA_TYPE(FaultKind.UNSUPPORTED_MEDIA_TYPE, "The body's format is not supported",
			"Send the body as JSON with Content-Type: application/json."),
	/** Too old an engine. */
	NOT_SUPPORTED_BY_ENGINE(FaultKind.UNSUPPORTED_BY_ENGINE, "The engine cannot do this",
			"This engine would refuse it or silently ignore it; requires says what it takes. Leave the field out, or upgrade the engine."),

	/** A defect. */
	INTERNAL_ERROR(FaultKind.INTERNAL, "The service failed",
			"This is a defect of the service. Its log has the details under the request id of this answer."),
	/** A change that failed half way. */
	CHANGE_UNDONE(FaultKind.INTERNAL, "The change failed and was undone",
			"A step of the change failed. restored names what was put back as it was, notRestored what could not be; GET /findings tells what to do about what is missing."),
	/** A change that the service did not live to see through. */
	CHANGE_INTERRUPTED(FaultKind.INTERNAL, "The service ended in the middle of the change",
			"What is done in steps was done and stays. Of a step that was running nobody knows whether the engine did it. Look, and ask again for what is missing."),
	/** The audit trail cannot be written. */
	AUDIT_UNAVAILABLE(FaultKind.UNAVAILABLE, "The audit trail cannot be written",
			"Nothing is changed that is not written down first. Make room where moorage.audit.file is, or correct its rights; reads go on meanwhile."),
	/** No place for records. */
	DATA_DIR_UNAVAILABLE(FaultKind.UNAVAILABLE, "The service's folder cannot be used",
			"Without an undo record nothing is changed that would need one. Make room in moorage.data-dir, correct its rights, or set it to another folder."),

	/** Garbage. */
	ENGINE_ERROR(FaultKind.BAD_ENGINE, "The engine gave a wrong answer",
			"The engine failed, or something that is not a Docker Engine answers at its address. See the engine's log; engineMessage has its words, if any."),
	/** A pull that failed. */
	IMAGE_PULL_FAILED(FaultKind.BAD_ENGINE, "The image could not be pulled",
			"The engine could not get the image from its registry. engineMessage has the reason; pull it by hand, or use an image that the engine has."),
	/** No engine. */
	ENGINE_UNAVAILABLE(FaultKind.UNAVAILABLE, "The engine does not answer",
			"Nothing answers at the engine's address. Start the engine or correct moorage.engine.host. A change that was under way may have been made; look before you ask again."),
	/** Nobody to ask who the caller is. */
	IDENTITY_PROVIDER_UNAVAILABLE(FaultKind.UNAVAILABLE, "The identity provider does not answer",
			"Its keys are needed to check the token, and could not be had at moorage.security.jwt.issuer-uri. Try again in a moment."),
	/** Before the first list. */
	STARTING(FaultKind.UNAVAILABLE, "The service has not looked at the engine yet",
			"The service has just been started, or has not reached its engine since. Try again in a moment; when it stays so, start the engine or correct moorage.engine.host."),
	/** Too many streams. */
	TOO_MANY_SUBSCRIBERS(FaultKind.UNAVAILABLE, "Too many follow the events already",
			"The bound moorage.events.max-subscribers is reached. Close a stream that nobody reads, or try again later."),
	/** No place in the queue. */
	ENGINE_BUSY(FaultKind.UNAVAILABLE, "Too many calls to the engine wait already",
			"The bound moorage.engine.max-concurrent, or moorage.probe.max-concurrent for probes, is reached, or others change what this touches. Try again in a moment."),
	/** A hanging engine. */
	ENGINE_TIMEOUT(FaultKind.TIMEOUT, "The engine did not answer in time",
			"The engine accepted the call and did not answer within moorage.engine.read-timeout. What was asked may still happen; look before you ask again.");

	private final FaultKind kind;

	private final String title;

	private final String remedy;

	FaultCode(FaultKind kind, String title, String remedy) {
		this.kind = kind;
		this.title = title;
		this.remedy = remedy;
	}

	/**
	 * Returns whose fault it is.
	 * @return the kind
	 */
	public FaultKind kind() {
		return this.kind;
	}

	/**
	 * Returns a short summary that is the same for every occurrence.
	 * @return a phrase without a full stop
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Returns what the code means and what to do about it.
	 * @return one or more sentences
	 */
	public String remedy() {
		return this.remedy;
	}

	/**
	 * Tells whether the engine was lost on the way, so that nobody knows what it did.
	 * @return whether it did not answer, or not in time
	 */
	public boolean isOutage() {
		return this == ENGINE_UNAVAILABLE || this == ENGINE_TIMEOUT;
	}

	/**
	 * Tells whether whatever else is to be changed would fail for the same reason.
	 * @return whether the engine was lost, or nothing can be written down
	 */
	public boolean endsAll() {
		return isOutage() || this == AUDIT_UNAVAILABLE || this == DATA_DIR_UNAVAILABLE;
	}

	/**
	 * Returns the code as callers see it, for example {@code network-not-found}.
	 * @return lower-case words joined by hyphens
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Finds a code by the name that callers see.
	 * @param code the code, for example {@code network-not-found}
	 * @return the code, or empty when there is none
	 */
	public static Optional<FaultCode> of(String code) {
		return Stream.of(values()).filter((candidate) -> candidate.toString().equals(code)).findFirst();
	}

}
